import {
	explainOtherClocks,
	type OtherClock,
} from '../../../nodes/CallCow/actions/call/guards/otherClock';

const clock = (country: OtherClock['country'], zone: string): OtherClock => ({
	workflowZone: 'America/New_York',
	country,
	zone,
	maskedPhone: '***',
});

const THREE = [
	clock('DE', 'Europe/Berlin'),
	clock('FR', 'Europe/Paris'),
	clock('JP', 'Asia/Tokyo'),
];

describe('explainOtherClocks', () => {
	it('names each country once', () => {
		const text = explainOtherClocks([...THREE, ...THREE]);
		expect(text).toContain(
			'Europe/Berlin in Germany (***), Europe/Paris in France (***), Asia/Tokyo in Japan (***). ',
		);
	});

	it('says that there are others when there are', () => {
		const text = explainOtherClocks([...THREE, clock('IN', 'Asia/Kolkata')]);
		expect(text).toContain('Asia/Tokyo in Japan (***) and others. ');
		expect(text).not.toContain('Kolkata');
	});
});
