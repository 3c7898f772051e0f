/** A small switch below a chart. */
export const ChartSwitch = (props: {
  name: string
  title: string
  pressed: boolean
  onPress: () => void
}) => (
  <button
    type="button"
    aria-pressed={props.pressed}
    aria-label={props.title}
    title={props.title}
    onClick={props.onPress}
    className={`min-h-6 min-w-8 rounded-control px-1.5 font-medium hover:bg-sunken ${
      props.pressed ? 'text-accent underline underline-offset-4' : 'text-ink-2'
    }`}
  >
    {props.name}
  </button>
)
