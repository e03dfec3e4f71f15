"""Who is hurt, how badly, how sure are we, and can customers see it."""
