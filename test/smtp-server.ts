import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export type Mail = { from: string; to: string[]; text: string }

/** A mail server of its own: what it accepted, and `next`, which waits for one more. It refuses addresses of `refused.example`. */
export async function smtpServer() {
  const mails: Mail[] = []
  const waiting: ((mail: Mail) => void)[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(address.endsWith('@refused.example') ? new Error('There is no such mailbox') : null),
    onData: async (stream, { envelope }, done) => {
      const mail = {
        from: envelope.mailFrom ? envelope.mailFrom.address : '',
        to: envelope.rcptTo.map(({ address }) => address),
        // A long line is sent in parts, each ended by "=".
        text: (await text(stream)).replaceAll('=\r\n', '').replaceAll('=3D', '='),
      }
      done()
      const next = waiting.shift()
      if (next) next(mail)
      else mails.push(mail)
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    next: async (): Promise<Mail> => mails.shift() ?? new Promise((resolve) => waiting.push(resolve)),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
