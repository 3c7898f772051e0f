/** Why the agent cannot start; the message says what to do. Exit code 2: invalid option or file; 1: anything else. */
export class StartError extends Error {
  override name = 'StartError'
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message)
  }
}
