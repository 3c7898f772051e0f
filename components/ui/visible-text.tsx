import type { TextPart } from '@/lib/kernel/text/visible-text'

/** Makes everything visible: code points for invisible characters, marks for spaces at either end. */
export function VisibleText({ parts }: { parts: TextPart[] }) {
  return (
    <bdi dir="auto">
      {parts.map((part, index) => {
        // Parts have no identity but their position.
        const key = `${index}`
        if (part.kind === 'text') return <span key={key}>{part.text}</span>
        const name = part.kind === 'space' ? 'space' : 'invisible character'
        return (
          <span
            key={key}
            title={name}
            className="rounded-[3px] bg-warning-soft px-0.5 font-mono text-warning [unicode-bidi:isolate]"
          >
            {part.kind === 'space' ? '␣'.repeat(part.text.length) : part.text}
          </span>
        )
      })}
    </bdi>
  )
}
