import type { Channel } from '../../entities/audit/audit.enums';

/** Where a request came from. */
export interface Origin {
  readonly channel: Channel;
  /** Network address of the client. */
  readonly ip: string;
  readonly userAgent: string | null;
  readonly requestId: string;
}
