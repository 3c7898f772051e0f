/** Runs once as the server starts; what needs Node is apart, since this file is built for the edge as well. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') (await import('./instrumentation-node')).startServer()
}
