import { CopyButton } from '@/components/ui/copy-button'

/** Shown once: each signs in one time without the app. */
export const RecoveryCodes = ({ codes }: { codes: readonly string[] }) => (
  <section aria-label="Recovery codes" className="rounded-control border bg-sunken p-3">
    <div className="flex items-start justify-between gap-2">
      <p>
        Keep these recovery codes somewhere other than your phone. Each works once instead of the app’s code.
        They are not shown again.
      </p>
      <CopyButton text={codes.join('\n')} label="Copy the recovery codes" />
    </div>
    <ul className="mt-2 grid grid-cols-2 gap-x-4 gap-y-1 font-mono text-xs">
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ul>
  </section>
)
