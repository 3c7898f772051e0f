import type { Metadata } from 'next'
import { MadeTokenHost } from '@/components/tokens/made-token-host'
import { NewToken } from '@/components/tokens/new-token'
import { TokenFilters } from '@/components/tokens/token-filters'
import { TokenTable } from '@/components/tokens/token-table'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { requirePerson } from '@/lib/auth/viewer'
import type { SearchParams } from '@/lib/kernel/url/search-params'
import { tokensFilter, tokensHref } from '@/lib/people/domain/token-filter'
import { tokensPage } from '@/lib/people/queries/tokens'
import { createToken, revokeToken, rotateToken } from './actions'

export const metadata: Metadata = { title: 'Tokens · Settings' }

export default async function TokensPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requirePerson()
  const { filter, unknown } = tokensFilter(await searchParams)
  const page = await tokensPage(viewer, { ...filter, limit: 50 })
  const narrowed = Boolean(filter.q || filter.state || filter.node)
  return (
    <>
      <div className="flex flex-wrap items-center gap-2.5">
        <TokenFilters filter={filter} counts={page.counts} />
        <div className="sm:ml-auto">
          <NewToken create={createToken} forNodes={page.forNodes} node={filter.node} />
        </div>
      </div>
      {unknown.length > 0 && (
        <Notice tone="warning">
          The address has a value for {unknown.join(' and ')} that does not exist, so it filters nothing.
        </Notice>
      )}
      {filter.node && (
        <p className="text-ink-2">
          Only tokens of <bdi className="font-mono text-xs">{filter.node}</bdi>.{' '}
          <ButtonLink size="sm" variant="ghost" href={tokensHref({ ...filter, node: undefined })}>
            Show all
          </ButtonLink>
        </p>
      )}
      <MadeTokenHost>
        {page.tokens.length > 0 ? (
          <TokenTable rows={page.tokens} actions={{ rotate: rotateToken, revoke: revokeToken }} />
        ) : (
          <EmptyState
            title={narrowed ? 'No matching tokens' : 'No tokens yet'}
            action={narrowed && <ButtonLink href="/settings/tokens">Clear filters</ButtonLink>}
          >
            {!narrowed && 'Programs and agents sign in with tokens. Each is shown once, when it is created.'}
          </EmptyState>
        )}
      </MadeTokenHost>
      {(filter.cursor !== undefined || page.next !== null) && (
        <nav aria-label="Pages" className="flex gap-2.5">
          {filter.cursor !== undefined && (
            <ButtonLink href={tokensHref({ ...filter, cursor: undefined })}>Newest</ButtonLink>
          )}
          {page.next !== null && (
            <ButtonLink href={tokensHref({ ...filter, cursor: page.next })}>Older</ButtonLink>
          )}
        </nav>
      )}
    </>
  )
}
