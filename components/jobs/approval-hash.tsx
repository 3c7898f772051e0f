import { CopyButton } from '@/components/ui/copy-button'

/** The digest of the approval document, short and as six words, and what it covers; `tried`: the document names a dry run. */
export function ApprovalHash({ hash, words, tried }: { hash: string; words: string[]; tried: boolean }) {
  return (
    <>
      <span className="inline-flex items-center gap-1">
        <span className="font-mono" title={`sha256:${hash}`}>
          sha256:{hash.slice(0, 4)}…{hash.slice(-4)}
        </span>
        <CopyButton text={`sha256:${hash}`} label="Copy the full approval hash" />
      </span>{' '}
      <span className="text-ink-3">
        covers node, task, command, parameters, risk, window
        {tried ? ', expiry and what would change' : ' and expiry'}; an approval is valid only for this exact
        hash
      </span>
      <span className="mt-1 flex flex-wrap items-center gap-1 font-mono text-xs">
        <span className="sr-only">In six words: </span>
        {words.map((word, index) => (
          // A word may occur twice.
          // biome-ignore lint/suspicious/noArrayIndexKey: their places are what they are
          <span key={index} className="rounded-[4px] border bg-sunken px-1.5 py-0.5">
            {word}
          </span>
        ))}
      </span>
    </>
  )
}
