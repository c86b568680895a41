import { forgetKeys } from './forget-keys';

/** What every command leaves behind. */
export const commandsArea = { housekeeping: [forgetKeys] };
