import { describe, expect, it } from 'vitest'
import { digestWrite } from '../engine/webhook-event'
import { createAccountClaims } from './account-claims'

const claim = (account: string, key: string, value: string | null) => ({
  account,
  writes: [digestWrite(key, value)],
})
const SET = { key: 'a', from: null, to: '1' }
const DELETE = { key: 'b', from: '1', to: null }

function setUp() {
  let time = 0
  const claims = createAccountClaims(() => time)
  return { claims, advance: (ms: number) => (time += ms) }
}

describe('the accounts of an external change', () => {
  it('are those that are said to have written exactly these values', () => {
    const { claims } = setUp()
    claims.add('r', [claim('host_1', 'a', '1'), claim('host_2', 'a', '2'), claim('app', 'b', null)])
    claims.add('other', [claim('host_3', 'a', '1')])
    expect(claims.findAccounts('r', [SET, DELETE])).toEqual(['app', 'host_1'])
    expect(claims.findAccounts('r', [{ ...SET, to: '3' }])).toEqual([])
  })

  it('are named once', () => {
    const { claims } = setUp()
    claims.add('r', [claim('host_1', 'a', '1'), claim('host_1', 'b', null)])
    expect(claims.findAccounts('r', [SET, DELETE])).toEqual(['host_1'])
  })

  it('are forgotten after a minute', () => {
    const { claims, advance } = setUp()
    claims.add('r', [claim('host_1', 'a', '1')])
    advance(59_999)
    expect(claims.findAccounts('r', [SET])).toEqual(['host_1'])
    advance(1)
    expect(claims.findAccounts('r', [SET])).toEqual([])
  })

  it('stay bounded, and the newest claims are kept', () => {
    const { claims } = setUp()
    for (let n = 0; n < 1_000; n++) claims.add('r', [claim(`host_${n}`, 'a', '1')])
    const accounts = claims.findAccounts('r', [SET])
    expect([accounts.length, accounts[0]]).toEqual([20, 'host_999'])
  })
})
