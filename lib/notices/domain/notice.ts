/** From the least on. */
export const severities = ['info', 'warning', 'critical'] as const
export type Severity = (typeof severities)[number]

/** What people can choose to be told of, in words. */
export const noticeKinds = {
  alert: 'alerts: a rule fires or is resolved',
  job: 'jobs: one waits for approval, was decided, has ended or has a verdict',
  rights: 'rights: an owner comes or goes, or an approval rule changes',
} as const
export type NoticeKind = keyof typeof noticeKinds
export const chosenKinds = ['alert', 'job', 'rights'] as const satisfies readonly NoticeKind[]

export type NewNotice = {
  kind: NoticeKind
  severity: Severity
  /** The node that it is about; people who may not see it are not told. */
  node: string | null
  /** What happened, without the name of the node, so that the same on many nodes becomes one sentence. */
  title: string
  text: string
  /** The page of Hakim where it is decided what to do. */
  path: `/${string}`
  /** Notices of one group that wait together become one message. */
  group: string
  /** What its node has in common with all others of its group, in words such as "site lagos"; null or left out: nothing. */
  shared?: string | null
  /** The ids of the people whom it concerns; without them, everybody. Shared channels are told of it in any case. */
  people?: readonly string[]
  /** It is for these people alone: no shared channel is told. */
  personal?: boolean
}

/** A notice within a message. */
export type ToldNotice = {
  notice_id: string
  kind: string
  severity: Severity
  node: { did: string; name: string } | null
  title: string
  text: string
  path: string
  shared: string | null
  at: Date
}
