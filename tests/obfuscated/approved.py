"""Three hundred sentences an approver lets pass, written from the rules of language alone.

Sentences that state something as over or as certain come with a high confidence; the rest must pass at a
medium one. Many hold an innocent word that looks like a forbidden one.
"""

from dataclasses import dataclass

MEDIUM, SURE = 60, 95


@dataclass(frozen=True)
class Approved:
    """A sentence of some kind, and how sure we are of what it says."""

    kind: str
    text: str
    confidence_percent: int


_EXPECTED = """
Mobile Data is slow in Coast and Lakes since 13:18 CET.
Web pages and apps load slowly or not at all in Coast.
Some calls end before they are answered. A second try often works.
The connection drops and comes back after a few minutes.
Phones take longer than usual to find a network after landing.
It takes longer than usual until the other phone rings.
Applications that work across sites respond slowly in East.
Customers with Fixed Broadband in Highlands see slow connections since this morning.
Home and business broadband is slow in Highlands in the evening hours.
Calls and texts work as usual, and so does Wi-Fi.
Mobile data, texts and messaging apps work as usual.
Mobile services work as usual.
Internet access and phone lines work as usual.
Calls on all other routes work as usual.
Emergency calls to 112 work as usual.
We are sorry for the trouble this gives you.
We are sorry that your connection is slow today.
We know that you rely on your connection, and we are sorry.
We apologise that calls in Capital take longer to connect.
Please accept our apology for the slow service in Lakes.
Next update by 15:05 CET.
The next update follows by 16:05 CET on this page.
We will write again by 17:35 CET, with or without news.
Our next message comes by 18:05 CET on Wednesday 18 November.
You will hear from us again by 09:05 CET tomorrow.
We are checking what customers in Lakes experience.
We are still confirming which regions are affected.
It is not yet clear how long this takes; we will say more by 15:05 CET.
We do not have an expected end time yet; the next update comes by 15:05 CET.
We expect the service to improve this afternoon.
We expect calls to work better during the evening.
Our current estimate is between 16:00 and 17:30 CET; it may change.
We are confirming an expected end time and will share it by 16:05 CET.
Service in Lakes is improving; Coast is still slow.
Web pages open faster in Lakes than an hour ago.
Roaming abroad is slow to connect for some of our customers in Bordeaux.
Travellers in Bordeaux and Nantes may see slow roaming this morning.
Please use Wi-Fi where you can until we write again.
If a call does not connect, please try again after a minute.
If a page does not open, please wait a moment and try again.
You can use messaging apps over Wi-Fi in the meantime.
Please try again as soon as you restart your phone.
Please switch your phone off and on again once.
Switch on flight mode for ten seconds, then switch it off again.
Please choose a network by hand in the settings of your phone when you are abroad.
Please leave your home router switched on; it reconnects by itself.
If pages stay slow, please restart your home router once.
You do not need to do anything.
You do not need to change any settings on your phone.
Please scroll down on our help page to find your region.
You can download the app over Wi-Fi.
Downloads take longer than usual in Capital.
Video calls may stop for a few seconds.
Music and films may stop for a moment while they load.
Breakfast radio and other streams may pause for a few seconds.
Hotel guests may find that the pages open slowly at breakfast time.
The network coverage map in our app shows where you can expect a signal.
Our network coverage map is up to date on our website.
For help, call 0800 555 0142; the call is free.
You reach Customer Care on 0800 555 0142 between 07:00 and 22:00.
Customers of Enterprise VPN reach us on 0800 555 0177 day and night.
From abroad you reach us on +49 30 5550 0142.
Call 112 in an emergency; emergency calls work.
If you depend on an alarm system or a lift phone, please test it today.
If your shop takes cards over a mobile terminal, please keep another way to pay at hand.
You can still pay by credit card in our shops.
Card payments in shops may take longer than usual in Coast.
Train tickets in an app may take longer to open; please open them before you leave.
Parking ticket apps may respond slowly in Coast.
Please keep your boarding pass on your phone before you leave for the airport.
Voice mail works as usual.
Texts may arrive a few minutes late in South.
Pictures in messages may take longer to arrive in South.
Calls between mobile phones and landlines take longer to connect in North.
Customers of Voice / IMS in Capital may hear silence before the phone rings.
Enterprise VPN is slow in East; internet access works as usual.
Applications that your offices share may respond slowly in East and Capital.
Wholesale Voice is affected; calls on all other routes work as usual.
Some calls to landlines abroad end early; a second try often works.
Roaming is slow to connect; calls, texts and local Wi-Fi work as usual.
After landing, please give your phone ten minutes to connect.
If your phone shows an error message abroad, please switch it off and on once.
The islands ferry line and its information phone work as usual.
People in the Highlands may see short drops during the storm season.
Fixed Broadband in Islands works more slowly than usual.
We are looking at every region and will say more by 15:05 CET.
As far as we know now, this is about Coast and Lakes.
As far as we know now, Capital is not affected.
What we know at 14:32 CET: Mobile Data is slow in Coast and Lakes.
What we are confirming: which parts of Lakes are affected.
This message is about Mobile Data in Coast.
Thank you for your patience.
Thank you for telling us about slow pages; it helps us.
Thank you for bearing with us this afternoon.
We are working on it and will keep you informed.
We are working to make Mobile Data fast again in Coast.
Service comes back region by region; Lakes comes first.
You may notice short drops while the service improves.
We keep a close watch on the service this evening.
You can read every update of today on our website.
""".strip().splitlines()

_CERTAIN = """
Mobile Data in Lakes has worked as usual since 14:58 CET.
Mobile Data is back in Lakes since 14:58 CET.
Service in Coast was restored at 16:26 CET.
The service has been restored in Coast and Lakes.
Calls in Capital work as usual again since 13:54 CET.
Fixed Broadband in South works again since 15:24 CET.
Enterprise VPN in East is working as usual since 15:24 CET.
Roaming connects as quickly as usual again since 16:12 CET.
The trouble of this afternoon has ended; all services work as usual.
This trouble is resolved.
Web pages and apps load as usual again in Coast.
We have watched the service for an hour, and it has stayed well.
Mobile Data was slow in Coast from 13:18 to 16:26 CET.
We are sorry for the slow service on Wednesday afternoon.
We are sorry that you could not use Mobile Data as usual today.
Thank you for your patience on Wednesday 18 November.
If your phone is still slow, please switch it off and on once.
If your connection is still slow, call us on 0800 555 0142.
If something still does not work, please tell us in the app.
Messages that were delayed have now been delivered.
This is our last update on this matter.
This is the last message about Mobile Data in Coast today.
No further update is planned.
You do not need to do anything more.
All regions work as usual; customers in North, East and South were not affected.
Calls, texts and data work as usual in every region.
Voice mail messages of this afternoon are kept for you.
Customers in the Highlands are back at their usual speed since 18:52 CET.
From 16:00 CET we expect normal speed in Coast, at the latest by 17:00 CET.
We expect Mobile Data in Coast to be back between 16:00 and 16:50 CET.
""".strip().splitlines()

_PLANNED = """
Planned work: Fixed Broadband in North on 24 November from 01:00 to 05:00 CET.
On Tuesday 24 November, from 01:00 to 05:00 CET, your line may stop for up to ten minutes.
We will work on Fixed Broadband in North during the night of 24 November.
Planned work on Voice / IMS in South ends on Friday 20 November at 18:00 CET.
During the planned work, calls and texts work as usual.
During this time your broadband may be slow for short periods.
The planned work in South goes on until Friday and has no effect on your calls.
We are making room for more customers in South this week.
Please save your work before 01:00 CET on Tuesday.
If you work at night, please plan for a short break between 01:00 and 05:00 CET.
The work was moved to 26 November, from 01:00 to 05:00 CET.
The work planned for tonight will not take place.
The work has ended as planned at 04:20 CET.
Thank you for your understanding during the work of last night.
You get a reminder the day before the planned work.
We announce planned work at least five days ahead.
Roaming may be slow on 25 November between 01:00 and 05:00 CET because of planned work.
Please let your security firm know if your alarm system uses your broadband line.
Phone lines over broadband do not work while the line is stopped; mobile phones do.
You keep your phone number and your settings after this work.
""".strip().splitlines()

_EVERYDAY = """
Our shops are open today from 09:00 to 18:00.
Our shop in Tower Street is open until 20:00 tonight.
Our shop at Bridge Road has free Wi-Fi for everybody.
You can exchange your SIM card in any of our shops.
Please bring your identity card when you exchange a SIM card.
Calls to 0800 numbers are free of charge.
Questions about your bill? Call 0800 555 0142.
You find your bill in the app under My account.
We never ask for your password by text.
Please never share the PIN of your SIM card.
Messages from us come from the sender Northmoor.
Northmoor Telecom wishes you a good morning.
Our status page has a link to the help page.
You can follow this page with a feed reader.
You can choose texts or mail for updates in the app.
This page is also available in German.
The updates on this page are read out on 0800 555 0142.
Sign language help is available on our website.
Large print and a screen reader version are available.
Our Care team is here for you until 22:00.
Our people in Customer Care see the same words as you do here.
Your account manager has the same news as this page.
Business customers may call their account manager.
Please mention Mobile Data in Coast when you call.
Please have your customer number at hand when you call.
The app shows your home region at the top.
Your phone shows the name of the network at the top of the screen.
On trains your phone changes between places often; short drops are normal.
In a cellar or a lift the signal may be weak.
Thick walls make the signal weaker; a place near a window helps.
Wi-Fi calling works where your phone supports it.
To turn on Wi-Fi calling, open the settings and choose Phone.
Your data allowance is shown in the app.
The default settings of your phone are fine.
Please update the app when you are on Wi-Fi.
A weekend in the Lakes: the coverage map helps you to plan your walk.
Many people use their phones at half time; pages may load slowly at the stadium.
New Year's Eve greetings may arrive a little late around midnight.
The concert in Capital brings many visitors; pages may load slowly near the hall.
During the market in Coast, pages may load slowly around noon.
You can test the speed of your line in the app.
If your screen stays dark, please charge your phone first.
Write to us at help@northmoor.example at any time.
Letters to us take about three days.
Please tell neighbours who have no internet that phone calls work.
If you care for someone with an alarm button, please look in on them today.
Schools in East can use their phone lines as usual.
Doctors in the Highlands can be reached by phone as usual.
Hospitals can be reached as usual.
We wish you a pleasant evening.
""".strip().splitlines()
# As updates are really written: with marks of a word processor, units, names of places, lists and long sentences.
_AS_WRITTEN = """
We\u2019re sorry that Mobile Data is slow in Coast this afternoon \u2013 calls and texts work as usual.
Hello. Web pages open slowly in Lakes and Coast. We\u2019ll be back here by 16:05 CET.
Good evening. Calls in Capital take longer to connect. Next update: Wednesday 18 November, 20:05 CET.
• Mobile Data: slow in Coast • Voice / IMS: works as usual • Next update by 15:05 CET
What you may notice: pages open slowly … and some apps ask you to sign in again.
4G and 5G are slow in Lakes; 2G calls work as usual.
Speeds in Coast are near 20 Mbit/s instead of 100 Mbit/s.
Please keep this page at hand: https://status.northmoor.example/mobile-data
Update 3 of today, 15:32 CET (14:32 UTC).
Status on 2026-11-18 at 14:32 CET: slow in Coast, improving in Lakes.
Hi, this is Northmoor. Mobile Data is slow in Coast. Wi-Fi works. Next SMS by 15:05 CET.
Customers in Saint-Étienne, Málaga and Ålesund may find roaming slow to connect.
Our café in the Tower Street shop stays open until 20:00.
Grüße an alle: Travellers in Zürich and Köln may see slow roaming.
A day pass costs 4,90 €; roaming in the Lakes needs no day pass.
Between 16:00\u00a0CET and 17:30\u00a0CET speeds may change from minute to minute.
This affects Mobile Data in Coast, where about half of the data connections are slow.
Home broadband in Highlands has been slow since 07:40 CET, and we are sorry for the start of your day.
We are aware that Fixed Broadband is slow in Highlands and have people working on it.
Restoring Mobile Data in Coast has our full attention this afternoon.
Our next step is to tell you, by 16:05 CET, when we expect normal speed.
We have moved our estimate: we now expect normal speed between 17:00 and 18:30 CET.
Our estimate has changed because the work takes longer than we expected; we are sorry for that.
We told you 16:30 CET; we now expect it to take until about 18:00 CET.
We are late with this update and are sorry; here is what we know at 15:09 CET.
Customers in Coast told us of slow pages before this page did; thank you.
If your shop in Coast cannot take card payments, please keep cash at hand until we write again.
If you run a surgery or a care home in Highlands, please keep a mobile phone within reach.
Calls from Capital to landlines connect; calls from Capital to mobiles may need a second try.
Calls that have begun go on without a break.
Until we write again, a message over Wi-Fi is the quicker way.
Please do not reset your phone; a restart is enough.
A restart of your phone may help; your photos and settings stay as they are.
Some websites load, others do not; please try again a little later.
Speeds in Coast have gone from slow to nearly usual since 15:40 CET.
Most of Lakes has usual speed again; the shore road and the harbour are still slow.
For businesses: the connection between your sites in East is slow; each site reaches the internet as usual.
For partners: calls to all other destinations complete as usual.
For travellers: please choose another network by hand, and your phone stays connected.
The service desk of your company can show this page to everyone in your offices.
If you have a question about your contract, your account manager is glad to help.
Questions about your bill after today? Billing decides and writes to you.
We will look at what this means for your contract and write to you by Friday 27 November.
A summary for business customers follows by Wednesday 25 November at 12:00 CET.
Diese Seite gibt es auch auf Deutsch.
""".strip().splitlines()
# Innocent words that lie next to a forbidden one, in letters or in sense.
_NEAR_MISSES = """
The beach shop in Coast is within reach of bus 24/7.
Please attach your phone to its charger before you call.
If you lost your phone, we block the SIM card at once.
You can block unwanted calls in the settings of your phone.
Please slow down on the shore road; our people work beside it this week.
The castle of Highlands has free Wi-Fi for visitors.
Students in the dormitory in East may see slow pages in the evening.
We moor our information boat at the pier of Islands from 10:00 to 16:00.
Music at the market starts at 19:00; pages may load slowly near the stage.
Please note the number on the back of your card before you call.
The note on your letter shows your customer number.
An extra shift is on duty tonight, so you reach Care until midnight.
Phone numbers that start with 0900 cost extra.
You can send your complaint to us by letter or in the app.
We read every complaint and answer within five working days.
We serve breakfast at our open day in Capital on Saturday.
The bridge on the road to our shop in Lakes is closed; please park at the church.
The tower of the church in North is open to visitors until 17:00.
The power bank you won is waiting in our shop.
Powerful ideas wanted: tell us what the app should do next.
Please plug your charger in and wait a minute.
Mind the cable car: at the top of the hill the signal may be weak.
Cable cars and ferries run as usual; tickets in the app may open slowly.
Please back up your photos before you bring a phone for repair.
Our repair desk in Capital opens at 09:00.
Please accept the terms to link your account with the app.
Please press the green button to answer a call.
Downstairs in the shop you find seats and water.
The countdown to our winter offer starts on Friday.
The outdoor concert in South may slow pages near the hall.
Falling leaves on the rails: trains in North may be late, and pages may load slowly at full stations.
The weather station in Islands reports clear skies tonight.
Police station, fire station and hospital in East can be reached as usual.
The carrier bag in our shops is made of paper.
Our director of Customer Care writes to you in the next letter.
A person in Customer Care calls you back if you leave your number.
If you made a mistake in the form, you can change it until midnight.
An error in your address? Change it in the app under My account.
Please switch to Wi-Fi calling when you are in a cellar.
A free exchange of ideas about the app takes place at the town hall on Thursday.
Credit for the photo on this page: the tourist office of Highlands.
You can top up your prepaid credit in the app as usual.
Top-ups of 10, 15 and 25 euros work as usual.
Your PIN has 4 digits, your PUK has 8.
Family cards are free in November.
Traders at the Christmas market may want to keep change at hand.
Your next of kin can use the same account in the app.
Row 07 of the cinema in Capital has the best view, and phones stay off.
Please charge your phone before the long drive over the pass.
The route of the city run in Capital passes our shop; pages may load slowly there.
Boats in the harbour of Islands can use the Wi-Fi of the port office.
Room B12 of the town hall is where you find us on Friday.
Bus M5 stops in front of our shop.
The code on your SIM card starts with 8949.
Our postcode is 10115, our box number is 20 30 40.
Version 7.4.2 of our app runs on phones from 2019 on.
Version 10.2 of the app can be read aloud.
Please send HELP to 5550 to read this message again.
""".strip().splitlines()


_LISTED = {
    "incident at a medium confidence": (_EXPECTED, MEDIUM),
    "over or certain": (_CERTAIN, SURE),
    "planned work": (_PLANNED, SURE),
    "everyday": (_EVERYDAY, MEDIUM),
    "as really written": (_AS_WRITTEN, MEDIUM),
    "near misses": (_NEAR_MISSES, MEDIUM),
}
APPROVED = tuple(Approved(kind, text, percent) for kind, (texts, percent) in _LISTED.items() for text in texts)
