/** No answer of Hakim comes near it; a list of jobs or a decision takes kilobytes. */
export const mostAnswerBytes = 1_000_000

/** The server sends more than it may; read like no answer at all, since part of one means nothing. */
export class AnswerTooLong extends Error {
  override name = 'AnswerTooLong'
  override message = 'the server’s answer is over 1 MB'
}

/**
 * The body of an answer as text. At most `mostAnswerBytes` of it, after decompression, are ever in memory; then the connection
 * is closed and this throws AnswerTooLong.
 */
export async function readAnswer({ body }: Response): Promise<string> {
  if (body === null) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop cancels the stream, which closes the connection.
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > mostAnswerBytes) throw new AnswerTooLong()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
