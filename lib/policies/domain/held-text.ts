const words: Record<string, string> = {
  no_document: 'no approval document',
  other_node: 'another node',
  other_offer: 'another version of the task',
  high_risk: 'high risk',
  own_request: 'your own request',
  param: 'parameters that are no object',
  outside_windows: 'outside its times',
  rate_on_node: 'rate used up on the node',
  rate: 'rate used up in all',
}

/** Why a request would still wait, by what `heldBy` says. */
export const heldText = (by: string): string =>
  by.startsWith('params.') ? `another ${by.slice('params.'.length)}` : (words[by] ?? by)
