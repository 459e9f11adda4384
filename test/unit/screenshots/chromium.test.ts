import { findChromium } from '../../../screenshots/chromium';

describe('findChromium', () => {
	it('takes what CHROMIUM says, wherever that is', () => {
		expect(findChromium({ CHROMIUM: '/opt/chromium' }, () => false)).toBe('/opt/chromium');
	});

	it('looks in the usual places, for Chromium first', () => {
		expect(findChromium({}, () => true)).toBe('/usr/bin/chromium');
		expect(findChromium({}, (path) => path.includes('google'))).toBe('/usr/bin/google-chrome');
	});

	it('says when there is none', () => {
		expect(findChromium({}, () => false)).toBeUndefined();
	});
});
