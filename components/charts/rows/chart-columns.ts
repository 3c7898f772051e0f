/** The columns of a node's charts, up to a screen of 3,840 px, within a container as wide as they may be. */
export const chartColumns =
  'grid grid-cols-1 gap-3.5 lg:grid-cols-2 @min-[1500px]:grid-cols-3 @min-[2200px]:grid-cols-4 @min-[2800px]:[--chart-height:260px]'
