import { authUseCases } from './use-cases';

export const principalsArea = { useCases: authUseCases };
