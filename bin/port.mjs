import { createServer } from 'node:net'
import { ExpectedError } from './progress.mjs'

/**
 * Refuses before any long work when another program has the port. A PORT that is no port number is left to the
 * configuration, which names the variable.
 * @param {NodeJS.ProcessEnv} env
 */
export async function refuseTakenPort(env) {
  const port = Number(env.PORT || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65535) return
  const code = await faultOf(port, env.HOST || '127.0.0.1')
  if (code === 'EADDRINUSE') {
    const other = port === 65535 ? port - 1 : port + 1
    throw new ExpectedError(
      `Port ${port} is taken by another program: end that one, or choose another port: PORT=${other} npm start`,
    )
  }
  if (code === 'EACCES') {
    throw new ExpectedError(
      `Port ${port} needs more rights than this user has: choose one above 1023: PORT=3000 npm start`,
    )
  }
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | undefined>} the error's code, or undefined when the port is free
 */
function faultOf(port, host) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error) => resolve('code' in error ? String(error.code) : 'unknown'))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(undefined)))
  })
}
