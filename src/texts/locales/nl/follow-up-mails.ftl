# The mails to staff about getting back to customers.

follow-up-mail-contact-subject = Opvolging { $reference }: de klant wil contact
follow-up-mail-contact = Een klant van { $organisation } vroeg om contact, in een antwoord over klacht { $reference }.
follow-up-mail-contact-by = Neem uiterlijk { $due } contact op met de klant.
follow-up-mail-contact-overdue = Dat had uiterlijk { $due } gemoeten. Neem zo snel mogelijk contact op met de klant.
follow-up-mail-contact-look = Open de opvolging:
follow-up-mail-contact-why = U krijgt deze e-mail omdat u deze opvolging mag behandelen. Heeft een collega die al in behandeling? Dan hoeft u niets te doen.

follow-up-mail-due-subject = { $count ->
    [one] 1 opvolging is aan de beurt
   *[other] { $count } opvolgingen zijn aan de beurt
}
follow-up-mail-due = Deze opvolgingen van { $organisation } moeten uiterlijk vandaag gebeuren, zijn te laat of zijn weer geopend:
follow-up-mail-due-today = { $reference }: uiterlijk vandaag
follow-up-mail-due-overdue = { $reference }: te laat, had uiterlijk { $due } gemoeten
follow-up-mail-due-reopened = { $reference }: weer geopend
follow-up-mail-due-more = { $count ->
    [one] Er staat nog 1 op de pagina.
   *[other] Er staan er nog { $count } op de pagina.
}
follow-up-mail-due-look = Alle opvolgingen:
follow-up-mail-due-why = U krijgt deze e-mail op elke werkdag waarop er voor u of uw team iets aan de beurt is. U kunt deze e-mail uitzetten op de pagina van uw account:
