'use client'

import clsx from 'clsx'
import { Check, Copy } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'

/**
 * Copies `text`, which may be made at the click, by the server too, and confirms it for two seconds, visibly and to screen readers. `label` names
 * what is copied.
 */
export function CopyButton(props: {
  text: string | (() => string | Promise<string>)
  label: string
  className?: string
  /** Shown beside the icon. */
  children?: ReactNode
}) {
  const { text, label, className } = props
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null)
  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), 2_000)
    return () => clearTimeout(timer)
  }, [outcome])
  // The clipboard does not exist on plain http outside loopback, and access may be denied.
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : await text())
      setOutcome('copied')
    } catch {
      setOutcome('failed')
    }
  }
  const message = outcome === 'copied' ? 'Copied' : 'Copying is not allowed here; select the text instead'
  return (
    <button
      type="button"
      onClick={copy}
      title={outcome ? message : label}
      aria-label={label}
      className={clsx(
        'print:hidden touch-area relative rounded-[3px] p-0.5 text-ink-3 hover:text-ink',
        className,
      )}
    >
      {outcome === 'copied' ? (
        <Check className="size-3 text-healthy" aria-hidden="true" />
      ) : (
        <Copy className={clsx('size-3', outcome === 'failed' && 'text-error')} aria-hidden="true" />
      )}
      {props.children}
      <span role="status" className="sr-only">
        {outcome ? message : ''}
      </span>
    </button>
  )
}
