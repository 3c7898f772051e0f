/** No answer of Hakim comes near it; a list of jobs or a decision takes kilobytes. */
export const mostAnswerBytes = 1_000_000

/**
 * The body of an answer as text. At most `most` bytes of it, after decompression, are ever in memory; then the connection
 * is closed and this throws: part of an answer means nothing.
 */
export async function readAnswer(
  body: AsyncIterable<Uint8Array> | null,
  most = mostAnswerBytes,
): Promise<string> {
  if (body === null) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop cancels the stream, which closes the connection.
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > most) throw new Error(`the server’s answer is over ${most / 1_000_000} MB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
