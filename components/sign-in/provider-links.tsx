import { LogIn } from 'lucide-react'

type Props = { providers: readonly { id: string; name: string }[]; next: string }

/** Links, not forms: the page's policy lets no form lead to another site. */
export const ProviderLinks = ({ providers, next }: Props) => (
  <ul className="flex flex-col gap-2.5">
    {providers.map(({ id, name }) => (
      <li key={id}>
        <a
          href={`/sign-in/sso/${id}?${new URLSearchParams({ next })}`}
          className="flex min-h-11 items-center justify-center gap-2 rounded-control border border-strong bg-surface px-3.5 py-2 font-title hover:border-accent hover:bg-accent-soft"
        >
          <LogIn className="size-4 shrink-0" aria-hidden="true" />
          <span className="min-w-0 break-words">Continue with {name}</span>
        </a>
      </li>
    ))}
  </ul>
)
