import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createFakeApi } from '@/components/editor/testing/fake-api'
import { ada, createTestClient, TestProviders } from '@/components/editor/testing/test-providers'
import { CurrentUserProvider } from '@/lib/client/hooks/current-user'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'
import type { Person } from '@/lib/shared/api/people-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import { PeopleView } from './people-view'

const bo: Person = {
  id: 'bo',
  email: 'bo@example.com',
  name: 'Bo',
  role: 'editor',
  disabled: false,
  lastSeenAt: null,
}

afterEach(() => void vi.restoreAllMocks())

/** The people page of a session that is older than 15 minutes until `reauthenticate` succeeds. */
function openPeople(user: Partial<CurrentUser> = {}, person: Person = bo) {
  let isRecent = false
  const requireRecentSession = () => {
    if (!isRecent) throw new Problem('auth.reauthenticate')
  }
  const api = createFakeApi({
    listPeople: () => ({ people: [person] }),
    changePerson: () => {
      requireRecentSession()
      return { person: { ...person, role: 'admin' } }
    },
    addPerson: () => {
      requireRecentSession()
      return { person: { ...bo, id: 'cy', name: 'Cy' }, password: 'not-a-real-password' }
    },
    reauthenticate: () => {
      isRecent = true
      return { url: null }
    },
    unlinkPerson: () => ({ person: bo }),
    resetPassword: () => {
      requireRecentSession()
      return { person, password: 'not-a-real-password' }
    },
    turnOffTwoFactor: () => {
      requireRecentSession()
      return { person: bo }
    },
  })
  render(
    <TestProviders client={createTestClient()}>
      <CurrentUserProvider currentUser={{ ...ada, role: 'admin', ...user }}>
        <PeopleView serverProblem={null} />
      </CurrentUserProvider>
    </TestProviders>,
  )
  return { api, user: userEvent.setup({ delay: null }) }
}

const button = (name: string) => screen.getByRole('button', { name })
const findDialog = () => screen.findByRole('dialog', { name: 'Confirm that it’s you' })

async function makeAdministrator(user: ReturnType<typeof userEvent.setup>) {
  await user.click(await screen.findByRole('button', { name: 'Change the role of Bo' }))
  await user.click(screen.getByRole('radio', { name: /^Administrator/ }))
  await user.click(screen.getByRole('button', { name: 'Change role' }))
}

describe('making someone an administrator in an old session', () => {
  it('asks for the password, then changes the role', async () => {
    const { api, user } = openPeople()
    await makeAdministrator(user)
    const dialog = within(await findDialog())
    await waitFor(() => expect(dialog.getByLabelText('Your password')).toHaveFocus())
    await user.type(dialog.getByLabelText('Your password'), 'not a real password{Enter}')
    expect(await screen.findByText('Bo’s role is now Administrator.')).toBeVisible()
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(api.requestsTo('reauthenticate')[0]?.body).toEqual({ password: 'not a real password' })
    expect(api.requestsTo('changePerson').map(({ body }) => body)).toEqual([
      { role: 'admin' },
      { role: 'admin' },
    ])
  })

  it('asks again after a wrong password, and changes nothing', async () => {
    const { api, user } = openPeople()
    api.handlers.reauthenticate = () => {
      throw new Problem('auth.wrong-password')
    }
    await makeAdministrator(user)
    const dialog = within(await findDialog())
    await user.type(dialog.getByLabelText('Your password'), 'a wrong password{Enter}')
    await waitFor(() => expect(dialog.getByLabelText('Your password')).toBeInvalid())
    expect(dialog.getByLabelText('Your password')).toHaveFocus()
    expect(api.requestsTo('changePerson')).toHaveLength(1)
  })

  it('changes nothing when the dialog is closed, and says why', async () => {
    const { api, user } = openPeople()
    await makeAdministrator(user)
    await findDialog()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(await screen.findByText(/^Confirm that it’s you/)).toBeVisible()
    expect(api.requestsTo('changePerson')).toHaveLength(1)
    expect(screen.queryByText('Bo’s role is now Administrator.')).toBeNull()
  })

  it('asks people without a password for a code', async () => {
    const { api, user } = openPeople({ hasPassword: false, secondFactor: true })
    await makeAdministrator(user)
    const dialog = within(await findDialog())
    await user.type(dialog.getByLabelText('Code or backup code'), '123456{Enter}')
    expect(await screen.findByText('Bo’s role is now Administrator.')).toBeVisible()
    expect(api.requestsTo('reauthenticate')[0]?.body).toEqual({ code: '123456' })
  })

  it('sends people with neither to the identity provider, which returns to this page', async () => {
    const assign = vi.spyOn(location, 'assign').mockImplementation(() => undefined)
    const { api, user } = openPeople({ hasPassword: false })
    api.handlers.reauthenticate = () => ({ url: 'https://provider.example/authorize' })
    await makeAdministrator(user)
    await user.click(within(await findDialog()).getByRole('button', { name: 'Single sign-on' }))
    await waitFor(() => expect(assign).toHaveBeenCalledWith('https://provider.example/authorize'))
    expect(api.requestsTo('reauthenticate')[0]?.body).toEqual({ returnTo: location.pathname })
  })

  it('asks also when the administrator is a new person', async () => {
    const { user } = openPeople()
    await user.click(button('Add a person'))
    await user.type(screen.getByLabelText('Name'), 'Cy')
    await user.type(screen.getByLabelText('Email'), 'cy@example.com')
    await user.click(screen.getByRole('radio', { name: /^Administrator/ }))
    await user.click(button('Add'))
    const dialog = within(await findDialog())
    await user.type(dialog.getByLabelText('Your password'), 'not a real password{Enter}')
    expect(await screen.findByRole('region', { name: 'Cy was added' })).toBeVisible()
  })
})

describe('the button that unlinks single sign-on', () => {
  const name = 'Unlink single sign-on: Bo'

  it('is shown for linked people only, and goes once it is used', async () => {
    const { api, user } = openPeople({}, { ...bo, linked: true })
    await user.click(await screen.findByRole('button', { name }))
    expect(await screen.findByText(/^Bo is no longer linked\./)).toBeVisible()
    expect(screen.queryByRole('button', { name })).toBeNull()
    expect(api.requestsTo('unlinkPerson')[0]?.url.pathname).toMatch(/\/bo\//)
  })

  it('is not shown for other people', async () => {
    openPeople()
    expect(await screen.findByRole('button', { name: 'Disable Bo' })).toBeVisible()
    expect(screen.queryByRole('button', { name })).toBeNull()
  })
})

describe('helping a person who cannot sign in', () => {
  it('says what a reset does, asks for the password, then shows the new one once', async () => {
    const { api, user } = openPeople()
    await user.click(await screen.findByRole('button', { name: 'Reset the password of Bo' }))
    expect(screen.getByText(/is signed out everywhere/)).toBeVisible()
    expect(button('Cancel')).toHaveFocus()
    await user.click(button('Reset password'))
    const dialog = within(await findDialog())
    await user.type(dialog.getByLabelText('Your password'), 'not a real password{Enter}')
    expect(await screen.findByText('not-a-real-password')).toBeVisible()
    expect(api.requestsTo('resetPassword')).toHaveLength(2)
    await user.click(button('Hide password'))
    expect(screen.queryByText('not-a-real-password')).toBeNull()
  })

  it('resets nothing when it is cancelled', async () => {
    const { api, user } = openPeople()
    await user.click(await screen.findByRole('button', { name: 'Reset the password of Bo' }))
    await user.click(button('Cancel'))
    expect(screen.queryByText(/is signed out everywhere/)).toBeNull()
    expect(api.requestsTo('resetPassword')).toHaveLength(0)
  })

  it('offers to turn off two-step verification only where it is on', async () => {
    const { api, user } = openPeople({}, { ...bo, twoFactor: true })
    const name = 'Turn off two-step verification: Bo'
    await user.click(await screen.findByRole('button', { name }))
    await user.click(button('Turn off two-step verification'))
    const dialog = within(await findDialog())
    await user.type(dialog.getByLabelText('Your password'), 'not a real password{Enter}')
    expect(await screen.findByText(/^Bo now signs in without/)).toBeVisible()
    expect(screen.queryByRole('button', { name })).toBeNull()
    expect(api.requestsTo('turnOffTwoFactor')[0]?.body).toEqual({ enabled: false })
  })
})

it('a person is renamed, but not to nothing', async () => {
  const { api, user } = openPeople()
  api.handlers.changePerson = () => ({ person: { ...bo, name: '新名' } })
  await user.click(await screen.findByRole('button', { name: 'Rename Bo' }))
  const name = screen.getByRole('textbox', { name: /^New name of/ })
  expect(name).toHaveFocus()
  await user.clear(name)
  await user.click(button('Rename'))
  expect(name).toBeInvalid()
  await user.type(name, ' 新名 {Enter}')
  expect(await screen.findByText('Bo is now called 新名.')).toBeVisible()
  expect(api.requestsTo('changePerson').map(({ body }) => body)).toEqual([{ name: '新名' }])
})
