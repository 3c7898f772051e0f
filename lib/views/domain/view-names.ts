// Apart from their addresses, whose parsers no menu needs.

/** The pages whose address can be kept. */
export const viewPages = ['fleet', 'map', 'board', 'compare'] as const
export type ViewPage = (typeof viewPages)[number]

/** Those that a wall can show. */
export const wallPages = ['fleet', 'map'] as const
export type WallPage = (typeof wallPages)[number]

export const isWallPage = (page: string): page is WallPage => wallPages.some((one) => one === page)

export const viewPageNames: Readonly<Record<ViewPage, string>> = {
  fleet: 'Fleet',
  map: 'Map',
  board: 'Jobs',
  compare: 'Compare',
}
