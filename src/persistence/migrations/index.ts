import { InitialSchema1764000000000 } from './1764000000000-initial-schema';
import { BookingsByTerritory1764000001000 } from './1764000001000-bookings-by-territory';
import { ProcessOfTheLease1764000002000 } from './1764000002000-process-of-the-lease';
import { DiscountLimits1764030000000 } from './1764030000000-discount-limits';
import { AppendOnlyAuditLog1764040000000 } from './1764040000000-append-only-audit-log';
import { BookingsBySku1764050000000 } from './1764050000000-bookings-by-sku';
import { PositionsInPlace1764060000000 } from './1764060000000-positions-in-place';
import { SumsOfProducts1764070000000 } from './1764070000000-sums-of-products';
import { LogEpoch1764080000000 } from './1764080000000-log-epoch';
import { ContentOfImports1764090000000 } from './1764090000000-content-of-imports';
import { TermsAndNotes1764095000000 } from './1764095000000-terms-and-notes';
import { MovementsOfDocuments1764100000000 } from './1764100000000-movements-of-documents';

/** Every migration, oldest first. */
export const ALL_MIGRATIONS = [
  InitialSchema1764000000000,
  BookingsByTerritory1764000001000,
  ProcessOfTheLease1764000002000,
  DiscountLimits1764030000000,
  AppendOnlyAuditLog1764040000000,
  BookingsBySku1764050000000,
  PositionsInPlace1764060000000,
  SumsOfProducts1764070000000,
  LogEpoch1764080000000,
  ContentOfImports1764090000000,
  TermsAndNotes1764095000000,
  MovementsOfDocuments1764100000000,
];
