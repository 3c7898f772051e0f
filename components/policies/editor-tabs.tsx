import clsx from 'clsx'

/** The conditions as lines of a form, or as one file. */
export const EditorTabs = (props: { isFile: boolean; choose: (isFile: boolean) => void }) => (
  <fieldset
    aria-label="Write it as"
    className="flex overflow-hidden rounded-control border border-strong bg-surface"
  >
    {[false, true].map((isFile) => (
      <button
        key={String(isFile)}
        type="button"
        aria-pressed={props.isFile === isFile}
        onClick={() => props.choose(isFile)}
        className={clsx(
          'control-h-sm -outline-offset-2 border-l border-strong px-2.5 text-sm first:border-l-0',
          props.isFile === isFile ? 'bg-accent-soft font-medium text-ink' : 'text-ink-2 hover:bg-sunken',
        )}
      >
        {isFile ? 'File' : 'Form'}
      </button>
    ))}
  </fieldset>
)
