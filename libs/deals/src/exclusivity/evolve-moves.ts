import type { Arrival, Exclusivity } from './exclusivity-state';
import type { ExclusivityEvent } from './exclusivity.events';

type MoveEvent = Exclude<
  ExclusivityEvent,
  {
    type:
      | 'ExclusivityGranted'
      | 'ExclusivityExtended'
      | 'ExclusivityNarrowed'
      | 'ExclusivityReleased'
      | 'ExclusivityRestored';
  }
>;

/** Grants that go from one customer to another: how each of the two streams tells it. */
export function evolveMoves(state: Exclusivity, event: MoveEvent): Exclusivity {
  const { left = new Map<string, string>(), arrivals = new Map<string, Arrival>() } = state;
  switch (event.type) {
    case 'ExclusivityMoveBegan':
      return { ...state, moving: event.data };
    case 'ExclusivityMovedIn': {
      const { moveId, grants } = event.data;
      const came = new Set(grants.map(({ grantId }) => grantId));
      return {
        ...state,
        grants: [...state.grants, ...grants.map((grant) => ({ ...grant, released: false }))],
        left: new Map([...left].filter(([grantId]) => !came.has(grantId))),
        arrivals: new Map([...arrivals, [moveId, 'in']]),
      };
    }
    case 'ExclusivityMoveRefused': {
      const { moveId, why } = event.data;
      return { ...state, arrivals: new Map([...arrivals, [moveId, why]]) };
    }
    case 'ExclusivityMoveSettled': {
      const { moving, ...rest } = state;
      if (!moving) return state;
      const gone = new Set(event.data.grantIds);
      return {
        ...rest,
        grants: state.grants.filter(({ grantId }) => !gone.has(grantId)),
        left: new Map([...left, ...[...gone].map((grantId) => [grantId, moving.to] as const)]),
        ...(moving.deals === null && { closedInto: moving.to }),
      };
    }
    case 'ExclusivityMoveUndone': {
      const { moving: _moving, ...rest } = state;
      return rest;
    }
  }
}
