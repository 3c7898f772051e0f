import { type ReactNode, Suspense } from 'react'
import { NodeNow } from '@/components/jobs/node-now'
import { Skeleton } from '@/components/ui/skeleton'
import type { ChosenNode } from '@/lib/board/domain/request-form'

/** A form about a node, with the node's health beside it on a wide screen and below it on others. */
export const BesideNode = (props: {
  node: ChosenNode | null
  lately: ReactNode
  planned: ReactNode
  children: ReactNode
}) => (
  <div className="flex flex-col gap-3.5 xl:grid xl:grid-cols-[minmax(0,48rem)_minmax(20rem,30rem)] xl:items-start">
    {props.children}
    {props.node && (
      <aside
        aria-label="Health of the node"
        className="flex max-w-3xl min-w-0 flex-col gap-3.5 xl:sticky xl:top-7"
      >
        <NodeNow did={props.node.did} health={props.node.health} />
        {props.planned && <Suspense fallback={<Skeleton className="h-32" />}>{props.planned}</Suspense>}
        {props.lately}
      </aside>
    )}
  </div>
)
