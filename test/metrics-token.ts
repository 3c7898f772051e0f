/** Alone here: tests over HTTP use it without the server of test/metrics-server.ts. */
export const metricsToken = '7d0c7e6b41f2a95830cd16fe924ab75c'
