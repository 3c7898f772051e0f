/** Runs once when the server starts. What needs Node is in its own file, since this one is built for the edge as well. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') (await import('./instrumentation-node')).startServer()
}
