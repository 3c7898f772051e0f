import { fits, isFlag, isText, listOf, orNull } from '@/lib/kernel/json/fits'

export type FoundNode = {
  did: string
  name: string | null
  state: string
  diagnosis: string | null
}

export type FoundJob = {
  jobId: string
  task: string
  /** The name of its node, or its DID. */
  node: string
  status: string
  waitsForViewer: boolean
}

/** What a text finds: a few nodes, worst first, and a few jobs, newest first; without a text, the jobs that wait for the viewer. */
export type Found = { nodes: FoundNode[]; moreNodes: boolean; jobs: FoundJob[]; moreJobs: boolean }

const isNode = fits<FoundNode>({
  did: isText,
  name: orNull(isText),
  state: isText,
  diagnosis: orNull(isText),
})
const isJob = fits<FoundJob>({
  ...{ jobId: isText, task: isText, node: isText, status: isText },
  waitsForViewer: isFlag,
})

export const isFound = fits<Found>({
  nodes: listOf(isNode),
  moreNodes: isFlag,
  jobs: listOf(isJob),
  moreJobs: isFlag,
})
