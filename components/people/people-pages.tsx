import { ButtonLink } from '@/components/ui/button'
import { countText } from '@/lib/kernel/text/count-text'
import { peoplePerPage } from '@/lib/people/domain/people-address'
import { type PeopleView, peopleHref } from '@/lib/people/domain/people-view'
import { type PersonState, personStates } from '@/lib/people/domain/person-state'

/** Which part of the list is shown, and the way to the parts before and after it. */
export function PeoplePages(props: { view: PeopleView; counts: Record<PersonState, number>; shown: number }) {
  const { view, counts, shown } = props
  const all = personStates.reduce(
    (sum, state) => (view.state === undefined || view.state === state ? sum + counts[state] : sum),
    0,
  )
  const before = view.from ?? 0
  const at = (from: number) => peopleHref({ ...view, from, task: undefined, who: undefined })
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center gap-2.5">
      {shown > 0 && (
        <span className="mr-auto text-xs text-ink-3">
          {countText(before + 1)}–{countText(before + shown)} of {countText(all)}
        </span>
      )}
      {before > 0 && <ButtonLink href={at(Math.max(0, before - peoplePerPage))}>Previous</ButtonLink>}
      {before + shown < all && <ButtonLink href={at(before + peoplePerPage)}>Next</ButtonLink>}
    </nav>
  )
}
