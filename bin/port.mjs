import { createServer } from 'node:net'
import { ExpectedError } from './progress.mjs'

/**
 * Refuses to start before any long work if another program uses the port. An invalid PORT is left to the configuration,
 * which names the variable.
 * @param {NodeJS.ProcessEnv} env
 */
export async function refuseTakenPort(env) {
  const port = Number(env.PORT || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65535) return
  const code = await errorCodeOf(port, env.HOST || '127.0.0.1')
  if (code === 'EADDRINUSE') {
    const other = port === 65535 ? port - 1 : port + 1
    throw new ExpectedError(
      `Port ${port} is in use by another program. Stop that program or choose another port: PORT=${other} npm start`,
    )
  }
  if (code === 'EACCES') {
    throw new ExpectedError(
      `Port ${port} needs more rights than this user has. Choose one above 1023: PORT=3000 npm start`,
    )
  }
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | undefined>} the error's code, or undefined if the port is free
 */
function errorCodeOf(port, host) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error) => resolve('code' in error ? String(error.code) : 'unknown'))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(undefined)))
  })
}
