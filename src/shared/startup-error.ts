/** The program cannot start or a command cannot run. The message is one line for a person and says the next step. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
