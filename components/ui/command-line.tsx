'use client'

import { CopyButton } from '@/components/ui/copy-button'
import { useIsSecure, useOrigin } from './use-origin'

/**
 * A command, or a link, to copy. `{server}` in it is replaced by the address of this page, and `{insecure}` by the option that
 * the agent needs for an address without encryption.
 */
export function CommandLine({ command, label = 'Copy command' }: { command: string; label?: string }) {
  const origin = useOrigin('http://127.0.0.1:3000')
  const option = useIsSecure() ? '' : ' --insecure-http'
  const text = command.replaceAll('{server}', origin).replace('{insecure}', option)
  return (
    <div className="flex items-start gap-2 rounded-control border bg-sunken py-1.5 pr-2 pl-2.5">
      <code className="min-w-0 flex-1 font-mono text-xs break-words text-ink">{text}</code>
      <CopyButton text={text} label={label} className="text-ink-2" />
    </div>
  )
}
