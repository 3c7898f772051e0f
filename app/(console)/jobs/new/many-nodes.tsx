import { CampaignForm } from '@/components/campaigns/campaign-form'
import { ChooseNodes } from '@/components/campaigns/choose-nodes'
import { LeftOut } from '@/components/campaigns/left-out'
import { VariantsCard } from '@/components/campaigns/variants-card'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { mostNodes } from '@/lib/campaigns/domain/campaign'
import { selectionOf } from '@/lib/campaigns/domain/selection'
import { campaignForm, type CampaignForm as Form } from '@/lib/campaigns/queries/campaign-form'
import type { PersonViewer } from '@/lib/kernel/role'
import { oneParam, type SearchParams } from '@/lib/kernel/url/search-params'
import { startCampaign } from '../../campaigns/actions'

/** The form for many nodes, which the address names or filters. */
export async function ManyNodes({ viewer, params }: { viewer: PersonViewer; params: SearchParams }) {
  const selection = selectionOf(params)
  const form = selection && (await campaignForm(viewer, selection, oneParam(params, 'task')))
  const query = new URLSearchParams(
    ['nodes', 'q', 'state', 'label', 'owner'].flatMap((name) => {
      const value = oneParam(params, name)
      return value ? [[name, value]] : []
    }),
  )
  const named = selection !== null && 'dids' in selection
  return (
    <>
      <PageHeader
        title="Request maintenance on many nodes"
        sub={form && `${form.nodes} ${form.nodes === 1 ? 'node' : 'nodes'}`}
        crumbs={[
          { label: 'Jobs', href: '/jobs' },
          { label: 'Campaigns', href: '/campaigns' },
          { label: 'new' },
        ]}
      />
      {!named && (
        <div className="max-w-3xl">
          <ChooseNodes label={oneParam(params, 'label')} q={oneParam(params, 'q')} />
        </div>
      )}
      {form && <Asked form={form} query={query.toString()} />}
    </>
  )
}

function Asked({ form, query }: { form: Form; query: string }) {
  if (form.tooMany)
    return (
      <Notice tone="warning">
        These are more than {mostNodes} nodes, the most that one campaign can have. Narrow them down.
      </Notice>
    )
  if (form.nodes === 0)
    return <EmptyState title="No matching nodes">Search for something else, or clear the label.</EmptyState>
  if (form.tasks.length === 0)
    return (
      <EmptyState title="None of these nodes has announced a task">
        Tasks come from the agent of a node. Request maintenance on one node to write a task yourself.
      </EmptyState>
    )
  return (
    <CampaignForm
      {...{ query, tasks: form.tasks, nodes: form.nodes, task: form.task, offer: form.offer }}
      dryRun={form.dryRun}
      dids={form.fit.map(({ did }) => did)}
      start={startCampaign}
    >
      <LeftOut nodes={form.leftOut} />
      {form.variants.length > 0 && <VariantsCard variants={form.variants} params={{}} />}
    </CampaignForm>
  )
}
