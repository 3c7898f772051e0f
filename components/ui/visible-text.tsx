import type { TextPart } from '@/lib/kernel/text/visible-text'

/** Text in which nothing stays unseen: code points instead of what is invisible, marks instead of edge blanks. */
export function VisibleText({ parts }: { parts: TextPart[] }) {
  return (
    <bdi dir="auto">
      {parts.map((part, index) => {
        // Parts have no identity of their own; their order is all there is.
        const key = `${index}`
        if (part.kind === 'text') return <span key={key}>{part.text}</span>
        const said = part.kind === 'space' ? 'blank' : 'character that cannot be seen'
        return (
          <span
            key={key}
            title={said}
            className="rounded-[3px] bg-warning-soft px-0.5 font-mono text-warning [unicode-bidi:isolate]"
          >
            {part.kind === 'space' ? '␣'.repeat(part.text.length) : part.text}
          </span>
        )
      })}
    </bdi>
  )
}
