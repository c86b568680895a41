import { intakeUseCases } from './use-cases';

export const intakeArea = { useCases: intakeUseCases };
