import Form from 'next/form'
import { SearchField } from '@/components/ui/search-field'
import { SegmentLinks } from '@/components/ui/segment-links'
import { type TokensFilter, tokensHref } from '@/lib/people/domain/token-filter'
import type { TokensPage } from '@/lib/people/domain/token-page'
import { tokenStates } from '@/lib/people/domain/token-state'
import { tokenStateWords } from './token-state-words'

/** Search and states with their counts; both are in the address and also work without scripts. */
export function TokenFilters({ filter, counts }: { filter: TokensFilter; counts: TokensPage['counts'] }) {
  const all = tokenStates.reduce((sum, state) => sum + counts[state], 0)
  // Seldom is a person with tokens disabled, and on a phone one more would need a second row.
  const shown = tokenStates.filter(
    (state) => state !== 'disabled' || counts.disabled > 0 || filter.state === state,
  )
  const choices = [
    ...shown.map((state) => ({ state, word: tokenStateWords[state], count: counts[state] })),
    { state: undefined, word: 'All', count: all },
  ]
  return (
    <>
      <Form action="/settings/tokens" role="search" className="w-full sm:w-72">
        {filter.state && <input type="hidden" name="state" value={filter.state} />}
        {filter.node && <input type="hidden" name="node" value={filter.node} />}
        <SearchField q={filter.q} label="Search name, node, person" />
      </Form>
      <SegmentLinks
        label="Tokens by state"
        segments={choices.map(({ state, ...choice }) => ({
          ...choice,
          href: tokensHref({ ...filter, state, cursor: undefined }),
          current: filter.state === state,
        }))}
      />
    </>
  )
}
