import type { UseCases } from '../../resolvers/services';
import { catalogUseCases } from '../catalog/use-cases';

/** The use cases of every area, each with the ports it asks for. */
export function buildUseCases(): UseCases {
  return {
    catalog: catalogUseCases(),
  };
}
