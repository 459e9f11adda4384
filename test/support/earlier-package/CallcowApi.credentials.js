/** Stands in for the credential of CallCow's earlier package: its name and its one field are publicly known. */
class CallcowApi {
	constructor() {
		this.name = 'callcowApi';
		this.displayName = 'Earlier credential (stand-in)';
		this.properties = [
			{
				displayName: 'API Key',
				name: 'apiKey',
				type: 'string',
				typeOptions: { password: true },
				default: '',
			},
		];
		this.authenticate = {
			type: 'generic',
			properties: { headers: { Authorization: '=Bearer {{ $credentials.apiKey }}' } },
		};
	}
}

module.exports = { CallcowApi };
