/**
 * Reads server-sent events until their stream ends; rejects when it breaks. `heard` gets each event with its data,
 * `alive` is called for whatever arrives, even a comment.
 */
export async function readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  heard: (event: string, data: string) => void,
  alive: () => void,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    alive()
    const blocks = (rest + part.value).split(/\r?\n\r?\n/)
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = block.split(/\r?\n/)
      const of = (name: string): string[] =>
        fields.flatMap((field) =>
          field.startsWith(`${name}:`) ? [field.slice(name.length + 1).replace(/^ /, '')] : [],
        )
      const data = of('data')
      if (data.length > 0) heard(of('event').at(-1) ?? 'message', data.join('\n'))
    }
  }
}
