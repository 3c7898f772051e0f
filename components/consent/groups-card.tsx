import { Card } from '@/components/ui/card'
import { Confirm } from '@/components/ui/confirm'
import { Link } from '@/components/ui/link'
import type { Action } from '@/components/ui/use-send'
import type { ConsentSettings, GroupOnDuty, ShownPerson } from '@/lib/consent/domain/consent-page'
import { GroupForm } from './group-form'
import { PersonForm } from './person-form'

type GroupActions = Record<'create' | 'remove' | 'addMember' | 'removeMember', Action>

/** Groups of approvers with their members; viewers who cannot change them see them read-only. */
export function GroupsCard({ settings, actions }: { settings: ConsentSettings; actions: GroupActions }) {
  const { groups, people, groupsRefusal } = settings
  const may = groupsRefusal === null
  return (
    <Card title="Groups" aside={may ? 'only members with the approver role can vote' : groupsRefusal}>
      <div className="flex flex-col gap-3.5">
        {groups.length === 0 && (
          <p className="text-ink-2">
            No groups yet. Rules can require a group’s approval in addition to the owner’s.
          </p>
        )}
        {groups.map((group) => (
          <Group key={group.groupId} group={group} people={people} may={may} actions={actions} />
        ))}
        {may && (
          <div className="border-t pt-3.5">
            <GroupForm create={actions.create} />
          </div>
        )}
      </div>
    </Card>
  )
}

function Group(props: { group: GroupOnDuty; people: ShownPerson[]; may: boolean; actions: GroupActions }) {
  const { group, may, actions } = props
  const others = props.people.filter(({ did }) => !group.members.some((member) => member.did === did))
  return (
    <section aria-label={group.name} className="rounded-control border bg-sunken p-3">
      <div className="flex flex-wrap items-start justify-between gap-x-2 gap-y-1">
        <h3 className="min-w-0 flex-1 basis-40 py-1 font-medium [overflow-wrap:anywhere]">
          <Link
            href={`/settings/consent/groups/${group.groupId}`}
            className="touch-area relative hover:underline"
          >
            <bdi>{group.name}</bdi>
          </Link>{' '}
          {group.onDuty && (
            <span className="text-xs font-normal text-ink-2">
              on duty: <bdi>{group.onDuty}</bdi>
            </span>
          )}
        </h3>
        {group.rules.length > 0 ? (
          <span className="min-w-0 text-xs text-ink-3">needed by {group.rules.join(', ')}</span>
        ) : (
          may && (
            <Confirm
              inline
              action={actions.remove}
              input={{ group: group.groupId }}
              label="Remove"
              name={group.name}
              confirm="Yes, remove it"
            >
              Remove this group?
            </Confirm>
          )
        )}
      </div>
      <ul className="my-1.5">
        {group.members.length === 0 && <li className="text-ink-2">No members.</li>}
        {group.members.map((member) => (
          <li
            key={member.did}
            className="flex min-h-9 flex-wrap items-center justify-between gap-2 border-t first:border-t-0"
          >
            <span className="min-w-0">
              <bdi title={member.did}>{member.name}</bdi>
              {(member.disabled || member.role === 'operator') && (
                <span className="ml-2 text-xs text-warning">
                  {member.disabled ? 'disabled' : 'operator'}: cannot vote
                </span>
              )}
            </span>
            {may && (
              <Confirm
                inline
                action={actions.removeMember}
                input={{ group: group.groupId, person: member.did }}
                label="Remove"
                name={member.name}
                confirm="Yes, remove"
              >
                Remove this member?
              </Confirm>
            )}
          </li>
        ))}
      </ul>
      {may && others.length > 0 && (
        <PersonForm
          action={actions.addMember}
          input={{ group: group.groupId }}
          people={others}
          label={`Add to ${group.name}`}
          submit="Add"
        />
      )}
    </section>
  )
}
