import { accountOf } from '../../../../bench/measured/campaign/account';
import type { DataTableRow } from '../../../../local-n8n/data-tables';
import { inOrder, tick } from './measured';

const [first, second] = ['+14155550000', '+14155550001'] as const;
const rows = (...ends: Array<[phone: string, status: string]>): DataTableRow[] =>
	ends.map(([phone, status], index) => ({ id: index + 1, phone, status }));
const allDone = rows([first, 'answered'], [second, 'answered']);

describe('accountOf', () => {
	it('finds nothing in a campaign that is as it should be', () => {
		expect(accountOf([first, second], [tick()], allDone, 0)).toEqual(inOrder);
	});

	it('counts rows that no tick has called', () => {
		const account = accountOf([first, second], [tick({ called: [first] })], allDone, 0);

		expect(account).toEqual({ ...inOrder, notCalled: 1 });
	});

	it('counts second calls to a number, in one tick and in two', () => {
		const ticks = [tick({ called: [first, first, second] }), tick({ called: [second] })];

		expect(accountOf([first, second], ticks, allDone, 0)).toEqual({ ...inOrder, doubles: 2 });
	});

	it('counts called rows whose end is not in the table', () => {
		const left = rows([first, 'answered'], [second, 'calling']);

		expect(accountOf([first, second], [tick()], left, 0)).toEqual({ ...inOrder, withoutEnd: 1 });
	});

	it('keeps how ticks ended, and how many executions failed', () => {
		const ticks = [tick(), tick({ called: [], ending: 'canceled' })];

		expect(accountOf([first, second], ticks, allDone, 3)).toEqual({
			...inOrder,
			endings: ['success', 'canceled'],
			failedExecutions: 3,
		});
	});
});
