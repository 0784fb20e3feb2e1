-- The chain of the audit as the program made it: what stood there before, then two entries of its own.
UPDATE audit SET sequence = 1, hash = {bytes 962d4036aaf1b47c34535ed067cab436bb386252288b360720bc0cd791502c88} WHERE id = {id 201};
UPDATE audit SET sequence = 2, hash = {bytes 52d695453517d73d929a13a37a9f54120bc8877787756e5e088d315194f6828a} WHERE id = {id 202};
UPDATE audit SET sequence = 3, hash = {bytes dd9e46bf03a1bd7facddd5e32bed5e259b8b7b4af6ad9bc396636347ec2b46f4} WHERE id = {id 203};
INSERT INTO audit (id, at, actor, action, subject, sequence, hash) VALUES
    ({id 204}, '2026-03-19T08:00:00.000001+00:00', 'user 00000000-0000-0000-0000-000000000066', 'export audit', '2026-03-01 to 2026-03-18', 4, {bytes 9278f128209095d106c25375fb247f9fd6e5ae610019fa5557756c019fe15ea0}),
    ({id 205}, '2026-03-19T08:05:00+00:00', 'operator', 'suppressions remove', 'cecab5ebb667d8870b3d88dcd685c68a411348cff8a476f00de8fe8b4fe1c301', 5, {bytes b467d8d4fd0db1c284acc8793294ca247a84ec5bb191c5ea05a81ec8c9ec5664});
UPDATE audit_head SET sequence = 5, hash = {bytes b467d8d4fd0db1c284acc8793294ca247a84ec5bb191c5ea05a81ec8c9ec5664} WHERE id = 1;
INSERT INTO audit_published_heads (day, sequence, hash, published_at) VALUES
    ('2026-03-18', 3, {bytes dd9e46bf03a1bd7facddd5e32bed5e259b8b7b4af6ad9bc396636347ec2b46f4}, '2026-03-18T06:00:00+00:00');
INSERT INTO audit_words (entry_id, words) VALUES
    ({id 205}, 'De klant vroeg er zelf om');
INSERT INTO installation (name, value) VALUES ('audit chained', 'true');
