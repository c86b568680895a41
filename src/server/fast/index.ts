/** The way in to the compiled execution; nothing outside of this folder imports its other files. ORDERWIRE_PLAIN does without it. */
export { createExecutor, type Operation } from './compiled-operations';
export { resolveDirectly } from './direct-fields';
export { stringifyAnswer } from './json-answers/json-text';
