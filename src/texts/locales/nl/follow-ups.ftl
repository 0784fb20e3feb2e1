# Getting back to customers.

follow-ups-title = Opvolging
follow-ups-intro = Wie een 0 tot en met 6 gaf of om contact vroeg, staat hier. Neem een antwoord in behandeling om het te lezen. De klant kan het daarna niet meer veranderen.
follow-ups-none = Er is niets op te volgen.
follow-ups-most = Alleen de eerste { $most } staan hier.
follow-ups-complaint = Klacht
follow-ups-why = Waarom
follow-ups-due = Uiterlijk
follow-ups-status = Status
follow-ups-wants-contact = wil contact
follow-ups-detractor = laag cijfer, wil geen contact
follow-ups-overdue = te laat
follow-ups-new = nieuw
follow-ups-taken-up = in behandeling bij { $who }
follow-ups-take-up = Neem in behandeling
follow-ups-done-heading = Afgerond in de laatste { $days } dagen
follow-ups-done-at = Afgerond
follow-ups-done-by = Door
follow-ups-done-late = te laat
follow-ups-read = Lees het antwoord

follow-up-title = Opvolging van klacht { $reference }
follow-up-answered = Beantwoord op { $when }.
follow-up-score = Cijfer
follow-up-comment = Toelichting
follow-up-no-comment = Er is geen toelichting.
follow-up-contact-heading = Contact
follow-up-contact = U mag contact opnemen met deze klant. Doe dat uiterlijk { $due_on }.
follow-up-no-contact = Deze klant gaf geen toestemming voor contact. Neem geen contact op.
follow-up-contact-gone = De contactgegevens worden niet meer bewaard. Zoek ze op in het klachtensysteem.
follow-up-done-button = Rond de opvolging af
follow-up-done = De opvolging is afgerond op { $when }.
