import type { Told } from './channel'
import { chosenKinds, noticeKinds } from './notice'

const levels = { info: '', warning: ', warnings and worse', critical: ', critical ones only' } as const

const shortKind = (kind: string): string => {
  const known = chosenKinds.find((one) => one === kind)
  return known === undefined ? kind : (noticeKinds[known].split(':')[0] ?? kind)
}

/** "Alerts and jobs, warnings and worse, on nodes that you own". */
export function toldText({ kinds, least_severity, nodes, label }: Told): string {
  const what = new Intl.ListFormat('en').format((kinds ?? chosenKinds).map(shortKind))
  const where = { all: 'on all nodes', owned: 'on nodes that you own', label: `on nodes labelled ${label}` }[
    nodes
  ]
  return `${what.slice(0, 1).toUpperCase()}${what.slice(1)}${levels[least_severity]} ${where}`
}
